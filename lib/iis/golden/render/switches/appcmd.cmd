@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "Default Web Site/app" -section:system.webServer/security/access /sslFlags:"Ssl%%u002c SslNegotiateCert%%u002c SslRequireCert" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site/app" -section:system.webServer/security/authentication/anonymousAuthentication /enabled:"False" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site/app" -section:system.webServer/security/authentication/basicAuthentication /enabled:"False" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site/app" -section:system.webServer/security/authentication/digestAuthentication /enabled:"False" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site/app" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"True" /commit:apphost || exit /b 1
