"""The command lines of the commands that work on a ledger: what may be asked, with its help; the work is done beside this package."""
