"""From a complaint to a reading, and from a plan to words: with a language model, or without one."""
