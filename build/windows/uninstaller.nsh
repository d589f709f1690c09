; What the builder's own uninstaller leaves behind: the entry that starts the program at login. Electron names it after the
; app user model id, and keeps beside it whether Task Manager switched it off (shell/browser/browser_win.cc).
!macro customUnInstall
  ; An update runs the uninstaller of the version before, and starts at login afterwards as before.
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
  ${endIf}
!macroend
