@rem The scripts of package.json begin with the shell's exec, so that signals reach Waymark itself. Windows has none.
@%*
