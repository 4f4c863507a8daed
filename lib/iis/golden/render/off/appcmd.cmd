@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site" -section:system.webServer/security/access /sslFlags:"None" /commit:apphost || exit /b 1

appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"False" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /logonMethod:"Network" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /defaultLogonDomain:"CONTOSO" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"oneToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"manyToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /manyToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /oneToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
