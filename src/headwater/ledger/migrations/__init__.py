"""How a ledger of an older version becomes one of this: Alembic runs what lies in `versions`."""
