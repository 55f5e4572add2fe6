//! What the customer's administrator has to do.

/// How to make an API credential with the least rights, step by step, for the customer's administrator.
pub const GUIDE: &str = "\
OneLogin: an API credential with the least rights

1. Sign in as the account owner or an administrator who stays: the credential stops working when the person who made
   it is deleted.
2. Developers > API Credentials > New Credential. Name it after this program, and choose the scope:
   - to look only: Read Users;
   - to enroll, ask and remove devices, to issue temporary codes, to unlock and to end sessions: Manage users.
   Manage All is needed for `api = \"v2\"` alone, and gives far more than factors. The scope cannot be changed later.
3. OneLogin shows a client id and a client secret. Put the secret where your configuration reads it, never on a command
   line.
4. In the configuration:

     [tenant.acme]
     provider = \"onelogin\"
     url = \"https://acme.onelogin.com\"
     auth = { client_id = \"…\", client_secret = { env = \"ACME_ONELOGIN_SECRET\" } }
     api = \"v1\"                              # the default; \"v2\" only where version 1 is switched off

5. mfadir tenant test acme

All credentials of an account share one limit of 5000 requests an hour; this program uses half of it at most.
";
