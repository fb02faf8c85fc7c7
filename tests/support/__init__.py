"""What tests share: real databases and the length of long runs. No stand-ins for our own parts."""
