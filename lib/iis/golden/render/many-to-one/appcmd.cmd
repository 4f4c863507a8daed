@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /oneToOneCertificateMappingsEnabled:"False" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /logonMethod:"ClearText" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /defaultLogonDomain:"" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"oneToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"manyToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='Sales',description='Everyone in sales',enabled='False',permissionMode='Allow',userName='CONTOSO\sales']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Sales'].rules.[@end,certificateField='Subject',certificateSubField='O',matchCriteria='Contoso',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Sales'].rules.[@end,certificateField='Subject',certificateSubField='OU',matchCriteria='Sales*',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Sales'].rules.[@end,certificateField='Issuer',certificateSubField='CN',matchCriteria='Contoso Issuing CA',compareCaseSensitive='False']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='Developers',enabled='False',permissionMode='Allow',userName='CONTOSO\dev']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='Developers'].rules.[@end,certificateField='Subject',certificateSubField='OU',matchCriteria='Dev',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /manyToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "Default Web Site" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"True" /commit:apphost || exit /b 1

rem The mappings above are disabled and have no password. Complete them in PowerShell, which asks without echo:
rem   Import-Module IISAdministration
rem   $mappings = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site' | Get-IISConfigCollection -CollectionName 'manyToOneMappings'
rem   $mapping = Get-IISConfigCollectionElement -ConfigCollection $mappings -ConfigAttribute @{ name = 'Sales' }
rem   $secure = Read-Host -Prompt ('Password for ' + 'CONTOSO\sales') -AsSecureString
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'password' -AttributeValue (New-Object System.Net.NetworkCredential('', $secure)).Password
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'enabled' -AttributeValue $true
rem   $mapping = Get-IISConfigCollectionElement -ConfigCollection $mappings -ConfigAttribute @{ name = 'Developers' }
rem   $secure = Read-Host -Prompt ('Password for ' + 'CONTOSO\dev') -AsSecureString
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'password' -AttributeValue (New-Object System.Net.NetworkCredential('', $secure)).Password
