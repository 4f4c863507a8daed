' Run as an administrator on the server: cscript //nologo FILE.vbs
' Passwords are visible while they are typed.
WScript.Echo "Password for " & "CONTOSO\alice" & " (visible while typed):"
password1 = WScript.StdIn.ReadLine
WScript.Echo "Password for " & "CONTOSO\sales" & " (visible while typed):"
password2 = WScript.StdIn.ReadLine

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"

Set iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST")
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText"
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = ""

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

Set manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection
manyToOneMappingsCollection.Clear

Set addElement1 = manyToOneMappingsCollection.CreateNewElement("add")
addElement1.Properties.Item("name").Value = "Sales"
addElement1.Properties.Item("enabled").Value = True
addElement1.Properties.Item("permissionMode").Value = "Allow"
addElement1.Properties.Item("userName").Value = "CONTOSO\sales"
addElement1.Properties.Item("password").Value = password2
Set rulesCollection = addElement1.ChildElements.Item("rules").Collection

Set addElement2 = rulesCollection.CreateNewElement("add")
addElement2.Properties.Item("certificateField").Value = "Subject"
addElement2.Properties.Item("certificateSubField").Value = "OU"
addElement2.Properties.Item("matchCriteria").Value = "Sales"
addElement2.Properties.Item("compareCaseSensitive").Value = True
rulesCollection.AddElement addElement2, 0
manyToOneMappingsCollection.AddElement addElement1, 0

Set accessSection = adminManager.GetAdminSection("system.webServer/security/access", "MACHINE/WEBROOT/APPHOST")
accessSection.Properties.Item("sslFlags").Value = "Ssl, SslNegotiateCert"

Set anonymousAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/anonymousAuthentication", "MACHINE/WEBROOT/APPHOST")
anonymousAuthenticationSection.Properties.Item("enabled").Value = False

adminManager.CommitChanges
