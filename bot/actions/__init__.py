"""DO: verbs, inside the caller's transaction. They fetch, ask a rule, write, and return values; nobody here commits or talks to Slack."""
