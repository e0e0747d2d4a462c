"""SHOW: values + say → Block Kit. Functions, no state, nothing read from anywhere."""
