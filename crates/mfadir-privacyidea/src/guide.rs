//! What the customer's administrator has to do.

/// How to make an administrator with the least rights, step by step, for the customer's administrator.
pub const GUIDE: &str = "\
privacyIDEA: an administrator with the least rights

1. Make an administrator for this program alone, on the server itself:

     pi-manage admin add mfadir -e mfa-team@acme.example

   It asks for a password. Put it where your configuration reads it, never on a command line.
2. Policies > New policy, scope admin, for this administrator (its name under Condition: Admin) and for the realm.
   Choose the actions by what shall be done:
   - to look: userlist and tokenlist (without tokenlist the server shows everybody without factors, and no error);
   - to read the log: auditlog;
   - to remove and to reset: delete;
   - to unlock: reset;
   - to challenge: triggerchallenge, and cancelchallenge to take one back;
   - to enroll: enrollTOTP, enrollHOTP, enrollSMS, … one for each kind, and configread
     to list the security questions;
   - to issue temporary codes: enrollREGISTRATION, and enrollPW for those that may be used more than once,
     and delete to take them back.
   If this is the server's first policy of the scope admin, first make one that gives your own administrators the
   action *: the first such policy locks out every administrator whom none names.
3. Resolvers: raise the size limit above the number of people. A resolver shows no more than that, 500 where nobody
   chose, and does not say so.
4. In the configuration:

     [tenant.acme]
     provider = \"privacyidea\"
     url = \"https://mfa.acme.example\"
     realm = \"people\"
     auth = { username = \"mfadir\", password = { env = \"ACME_PRIVACYIDEA_PASSWORD\" } }

5. mfadir tenant test acme
";
