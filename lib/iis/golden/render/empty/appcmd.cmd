@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"
