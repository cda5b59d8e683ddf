"""Signing in: one-time links, passkeys, sessions, and limits of rate."""
