@echo off
rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.
setlocal DisableDelayedExpansion
cd /d "%windir%\system32\inetsrv"

appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /logonMethod:"ClearText" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /defaultLogonDomain:"A%%u005c" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"oneToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /~"manyToOneMappings" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[@end,name='It%%u0027s%%u002c %%u005d%%u005d%%u003e %%u0026 %%u005bx%%u005d %%u0025u0041 %%u00e9',description='100%%u0025 %%u0022sure%%u0022 %%u005c',enabled='False',permissionMode='Allow',userName='CONTOSO\o%%u0027brien']" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='It%%u0027s%%u002c %%u005d%%u005d%%u003e %%u0026 %%u005bx%%u005d %%u0025u0041 %%u00e9'].rules.[@end,certificateField='Subject',certificateSubField='O',matchCriteria='M%%u00fcller %%u0026 %%u0022S%%u00f6hne%%u0022 %%u003cGmbH%%u003e*',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /+"manyToOneMappings.[name='It%%u0027s%%u002c %%u005d%%u005d%%u003e %%u0026 %%u005bx%%u005d %%u0025u0041 %%u00e9'].rules.[@end,certificateField='Issuer',certificateSubField='CN',matchCriteria='%%ud83d%%ude00 %%u201csmart%%u201d %%u2018quotes%%u2019',compareCaseSensitive='True']" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /manyToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /oneToOneCertificateMappingsEnabled:"True" /commit:apphost || exit /b 1
appcmd.exe set config "100%% & Co" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"True" /commit:apphost || exit /b 1

rem The mappings above are disabled and have no password. Complete them in PowerShell, which asks without echo:
rem   Import-Module IISAdministration
rem   $mappings = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location ('100' + [char]37 + ' & Co') | Get-IISConfigCollection -CollectionName 'manyToOneMappings'
rem   $mapping = Get-IISConfigCollectionElement -ConfigCollection $mappings -ConfigAttribute @{ name = ('It''s, ]]> & [x] ' + [char]37 + 'u0041 ' + [char]233) }
rem   $secure = Read-Host -Prompt ('Password for ' + 'CONTOSO\o''brien') -AsSecureString
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'password' -AttributeValue (New-Object System.Net.NetworkCredential('', $secure)).Password
rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'enabled' -AttributeValue $true
