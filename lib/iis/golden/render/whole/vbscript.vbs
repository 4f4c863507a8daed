' Run as an administrator on the server: cscript //nologo FILE.vbs
' Passwords are visible while they are typed.
WScript.Echo "Password for " & "CONTOSO\alice" & " (visible while typed):"
password1 = WScript.StdIn.ReadLine
WScript.Echo "Password for " & "robot@contoso.example" & " (visible while typed):"
password2 = WScript.StdIn.ReadLine

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"

Set iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "Interactive"
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "CONTOSO"

Set oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection
oneToOneMappingsCollection.Clear

Set addElement = oneToOneMappingsCollection.CreateNewElement("add")
addElement.Properties.Item("enabled").Value = True
addElement.Properties.Item("userName").Value = "CONTOSO\alice"
longText = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9z" & "bzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAw" & "MFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQD" & "DAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl" & "5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0P"
longText = longText & "BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAf" & "BgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY" & "1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH"
addElement.Properties.Item("certificate").Value = longText
addElement.Properties.Item("password").Value = password1
oneToOneMappingsCollection.AddElement addElement, 0

Set addElement1 = oneToOneMappingsCollection.CreateNewElement("add")
addElement1.Properties.Item("enabled").Value = True
addElement1.Properties.Item("userName").Value = "robot@contoso.example"
longText = "MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9z" & "bzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAw" & "MFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwF" & "Um9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJ" & "ixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3w"
longText = longText & "s9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSor" & "CF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm" & "3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGj" & "bzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQC" & "hUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjO"
longText = longText & "PQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh" & "4Z3L2e0RtXiHTQGwaJonQ1djkQ=="
addElement1.Properties.Item("certificate").Value = longText
addElement1.Properties.Item("password").Value = password2
oneToOneMappingsCollection.AddElement addElement1, 1

Set manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection
manyToOneMappingsCollection.Clear

Set addElement2 = manyToOneMappingsCollection.CreateNewElement("add")
addElement2.Properties.Item("name").Value = "Sales"
addElement2.Properties.Item("enabled").Value = True
addElement2.Properties.Item("permissionMode").Value = "Allow"
addElement2.Properties.Item("userName").Value = "CONTOSO\alice"
addElement2.Properties.Item("password").Value = password1
Set rulesCollection = addElement2.ChildElements.Item("rules").Collection

Set addElement3 = rulesCollection.CreateNewElement("add")
addElement3.Properties.Item("certificateField").Value = "Subject"
addElement3.Properties.Item("certificateSubField").Value = "OU"
addElement3.Properties.Item("matchCriteria").Value = "Sales"
addElement3.Properties.Item("compareCaseSensitive").Value = True
rulesCollection.AddElement addElement3, 0
manyToOneMappingsCollection.AddElement addElement2, 0

Set addElement4 = manyToOneMappingsCollection.CreateNewElement("add")
addElement4.Properties.Item("name").Value = "Rest"
addElement4.Properties.Item("enabled").Value = True
addElement4.Properties.Item("permissionMode").Value = "Deny"
manyToOneMappingsCollection.AddElement addElement4, 1

Set clientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
clientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = False

Set accessSection = adminManager.GetAdminSection("system.webServer/security/access", "MACHINE/WEBROOT/APPHOST/Default Web Site")
accessSection.Properties.Item("sslFlags").Value = "Ssl, SslNegotiateCert, SslRequireCert, Ssl128"

Set anonymousAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/anonymousAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
anonymousAuthenticationSection.Properties.Item("enabled").Value = False

Set basicAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/basicAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
basicAuthenticationSection.Properties.Item("enabled").Value = False

Set digestAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/digestAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
digestAuthenticationSection.Properties.Item("enabled").Value = False

Set windowsAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/windowsAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
windowsAuthenticationSection.Properties.Item("enabled").Value = False

adminManager.CommitChanges
