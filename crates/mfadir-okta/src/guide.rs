//! What the customer's administrator has to do.

/// How to make a token with the least rights, step by step, for the customer's administrator.
pub const GUIDE: &str = "\
Okta: an API token with the least rights

A token acts as the account that makes it, with all of that account's rights. So it gets an account of its own.

1. Directory > People > Add person: an account for this program alone, with the user type `service`.
   It needs a second factor of its own, and an owner in your team.
2. Security > Administrators > Add administrator: give it a role.
   - to look only: Read-only Administrator;
   - to remove and reset factors, to unlock and to end sessions: a custom role with the permissions
       okta.users.read
       okta.users.credentials.resetFactors
       okta.users.lifecycle.unlock
       okta.users.lifecycle.clearSessions
       okta.users.apitokens.manage   (only until the token is made)
     and a resource set with the people whom it may help. To list the members of groups it also needs
     okta.groups.read and those groups.
   - Help Desk Administrator has the same rights, but cannot make tokens: give another role first, and take it away
     again once the token is made.
   No role below Super Administrator may act on administrators. Leave it so.
3. Sign in as that account. Security > API > Tokens > Create token. Bind it to the network zone that your operators
   work from. Okta shows the token once: put it where your configuration reads it, never on a command line.
4. In the configuration:

     [tenant.acme]
     provider = \"okta\"
     url = \"https://acme.okta.com\"          # not the -admin address
     auth = { api_token = { env = \"ACME_OKTA_TOKEN\" } }
     engine = \"idx\"                         # \"v1\" for Classic Engine; `tenant test` tells

5. mfadir tenant test acme

A token dies after 30 days without use and when its account is deactivated. It has half of each rate limit unless you
change that under Security > API > Tokens.
";
