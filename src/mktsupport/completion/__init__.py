"""What TAB completes in bash, zsh and fish."""
