' Run as an administrator on the server: cscript //nologo FILE.vbs
' Passwords are visible while they are typed.
WScript.Echo "Password for " & "CONTOSO\alice" & " (visible while typed):"
password1 = WScript.StdIn.ReadLine
WScript.Echo "Password for " & "CONTOSO\shared" & " (visible while typed):"
password2 = WScript.StdIn.ReadLine

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"

Set iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = False
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

Set addElement1 = oneToOneMappingsCollection.CreateNewElement("add")
addElement1.Properties.Item("enabled").Value = True
addElement1.Properties.Item("userName").Value = "CONTOSO\shared"
longText = "MIIB1jCCAXugAwIBAgIBIjAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9z" & "bzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAw" & "MFowOzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA0RldjEMMAoGA1UEAwwD" & "Qm9iMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3bslQ91rPKx0zbplenu4ose2jVs5dvLLthSE/Gol" & "QOm++8yU2TIcM3oxcdi4ovju7Kfhwjj0i+WfSVlvKpJdjqNvMG0wCQYDVR0TBAIwADALBgNVHQ8EBAMC"
longText = longText & "B4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFEQ9dL+JLIC0hJFiQCuFZAn45PYfMB8GA1Ud" & "IwQYMBaAFApuUwdoXwJWoNBK8RX9mWq9s1w1MAoGCCqGSM49BAMCA0kAMEYCIQCU97tRRJp5cV72CO8d" & "YfJs9+9bOxInNasijw0M1ldjGAIhAO72EDZB2l4tS2Ht9lNlDYqnuUgR0/ZHDn2rovOzYg04"
addElement1.Properties.Item("certificate").Value = longText
addElement1.Properties.Item("password").Value = password2
oneToOneMappingsCollection.AddElement addElement1, 1

Set addElement2 = oneToOneMappingsCollection.CreateNewElement("add")
addElement2.Properties.Item("enabled").Value = False
addElement2.Properties.Item("userName").Value = "contoso\SHARED"
longText = "MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9z" & "bzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAw" & "MFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwF" & "Um9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJ" & "ixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3w"
longText = longText & "s9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSor" & "CF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm" & "3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGj" & "bzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQC" & "hUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjO"
longText = longText & "PQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh" & "4Z3L2e0RtXiHTQGwaJonQ1djkQ=="
addElement2.Properties.Item("certificate").Value = longText
addElement2.Properties.Item("password").Value = password2
oneToOneMappingsCollection.AddElement addElement2, 2

Set manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection
manyToOneMappingsCollection.Clear

adminManager.CommitChanges
