"""Props: what live exhibits look like, a folder for each kind, and the manager that shows the right one."""
