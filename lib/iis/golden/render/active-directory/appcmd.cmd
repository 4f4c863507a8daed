@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "Intranet" -section:system.webServer/security/access /sslFlags:"Ssl%%u002c SslNegotiateCert" /commit:apphost || exit /b 1

appcmd.exe set config "Intranet" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"True" /commit:apphost || exit /b 1
