"""What this machine has and lacks: `machine` for the explorer, `kiosk` for a booth before its doors open."""
