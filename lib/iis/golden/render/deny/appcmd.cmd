@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /logonMethod:"ClearText" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /defaultLogonDomain:"" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"oneToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"manyToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='Revoked partner',enabled='False',permissionMode='Deny']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Revoked partner'].rules.[@end,certificateField='Subject',certificateSubField='O',matchCriteria='Fabrikam',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='Partners',enabled='False',permissionMode='Allow',userName='CONTOSO\partners']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Partners'].rules.[@end,certificateField='Issuer',certificateSubField='O',matchCriteria='Partner CA',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='Everyone else',enabled='False',permissionMode='Deny']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /"manyToOneMappings.[name='Revoked partner'].enabled:True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /"manyToOneMappings.[name='Everyone else'].enabled:True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /manyToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /oneToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"True" /commit:apphost || exit /b 1

rem The mappings above are disabled and have no password. Complete them in PowerShell, which asks without echo:
rem   Import-Module IISAdministration
rem   $mappings = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site' | Get-IISConfigCollection -CollectionName 'manyToOneMappings'
rem   $mapping = Get-IISConfigCollectionElement -ConfigCollection $mappings -ConfigAttribute @{ name = 'Partners' }
rem   $secure = Read-Host -Prompt ('Password for ' + 'CONTOSO\partners') -AsSecureString
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'password' -AttributeValue (New-Object System.Net.NetworkCredential('', $secure)).Password
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'enabled' -AttributeValue $true
