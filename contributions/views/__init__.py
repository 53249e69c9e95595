"""The screens of money: the treasurer's desk and the making of dues, payments, accounts and lists, the ledger."""
