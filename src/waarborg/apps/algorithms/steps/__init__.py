"""What an algorithm does step by step, and on which frame of the law each step rests."""
