"""Questions of businesses out of sheets and mails."""
