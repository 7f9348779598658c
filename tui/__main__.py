"""`python -m tui [DATABASE_URL]`: the app on a database, without the command around it."""

import getpass
import sys

from tui.app import run

if __name__ == "__main__":
    run(sys.argv[1] if len(sys.argv) > 1 else "", user=getpass.getuser())
