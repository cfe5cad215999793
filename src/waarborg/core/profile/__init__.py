"""What is known of one algorithm: facts, who said so and when."""
