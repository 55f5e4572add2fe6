//! What the customer's administrator has to do.

/// How to make a credential with the least rights, for the customer's administrator.
pub const GUIDE: &str = "\
Keystone: an account with the least rights

1. As a cloud administrator, make an account in the domain whose people you look after:
     openstack user create --domain acme --password-prompt mfadir
2. Give it the role admin on that domain:
     openstack role add --user mfadir --user-domain acme --domain acme admin
   Keystone gives other people's credentials to no lesser role. With its own policies as they come, this role reaches
   the credentials of other domains, too: keep the password as you keep the cloud administrator's.
3. Give the account no MFA rules: nobody is there to type its codes.
4. Let people be asked for codes: `totp` must be among the methods in keystone.conf ([auth] methods), and each person
   needs rules (options multi_factor_auth_enabled and multi_factor_auth_rules, as in [[\"password\", \"totp\"]]). Without
   rules a code is not asked for, and signs in alone, without the password.
5. Put the password where your configuration reads it, never on a command line.
6. In the configuration:

     [tenant.acme]
     provider = \"keystone\"
     url = \"https://identity.acme.example:5000\"
     domain = \"acme\"
     auth = { username = \"mfadir\", password = { env = \"ACME_PASSWORD\" } }

   An account of another domain is named with `user_domain`, a project in place of the domain with `project`.
7. mfadir tenant test acme
";
