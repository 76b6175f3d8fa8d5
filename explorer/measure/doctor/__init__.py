"""Checks of this machine: `machine` for the explorer, `kiosk` for a booth before its doors open."""
