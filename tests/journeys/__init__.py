"""What people come to do, in a real browser: with a mouse, with the keyboard alone, and without JavaScript."""
