"""highroad: from an angry customer's message to a calm reply that a person approved."""
