"""The screens of the unions app, by noun: session, directory (unions and people), log."""
