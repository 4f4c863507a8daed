' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Dim password1 As String = AskPassword("CONTOSO\alice")
        Dim password2 As String = AskPassword("robot@contoso.example")

        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim iisClientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site")
            iisClientCertificateMappingAuthenticationSection("enabled") = True
            iisClientCertificateMappingAuthenticationSection("oneToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("manyToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("logonMethod") = "Interactive"
            iisClientCertificateMappingAuthenticationSection("defaultLogonDomain") = "CONTOSO"

            Dim oneToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings")
            oneToOneMappingsCollection.Clear()

            Dim addElement As ConfigurationElement = oneToOneMappingsCollection.CreateElement("add")
            addElement("enabled") = True
            addElement("userName") = "CONTOSO\alice"
            addElement("certificate") = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH"
            addElement("password") = password1
            oneToOneMappingsCollection.AddAt(0, addElement)

            Dim addElement1 As ConfigurationElement = oneToOneMappingsCollection.CreateElement("add")
            addElement1("enabled") = True
            addElement1("userName") = "robot@contoso.example"
            addElement1("certificate") = "MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ=="
            addElement1("password") = password2
            oneToOneMappingsCollection.AddAt(1, addElement1)

            Dim manyToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings")
            manyToOneMappingsCollection.Clear()

            Dim addElement2 As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement2("name") = "Sales"
            addElement2("enabled") = True
            addElement2("permissionMode") = "Allow"
            addElement2("userName") = "CONTOSO\alice"
            addElement2("password") = password1
            Dim rulesCollection As ConfigurationElementCollection = addElement2.GetCollection("rules")

            Dim addElement3 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement3("certificateField") = "Subject"
            addElement3("certificateSubField") = "OU"
            addElement3("matchCriteria") = "Sales"
            addElement3("compareCaseSensitive") = True
            rulesCollection.AddAt(0, addElement3)
            manyToOneMappingsCollection.AddAt(0, addElement2)

            Dim addElement4 As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement4("name") = "Rest"
            addElement4("enabled") = True
            addElement4("permissionMode") = "Deny"
            manyToOneMappingsCollection.AddAt(1, addElement4)

            Dim clientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "Default Web Site")
            clientCertificateMappingAuthenticationSection("enabled") = False

            Dim accessSection As ConfigurationSection = config.GetSection("system.webServer/security/access", "Default Web Site")
            accessSection("sslFlags") = "Ssl, SslNegotiateCert, SslRequireCert, Ssl128"

            Dim anonymousAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/anonymousAuthentication", "Default Web Site")
            anonymousAuthenticationSection("enabled") = False

            Dim basicAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/basicAuthentication", "Default Web Site")
            basicAuthenticationSection("enabled") = False

            Dim digestAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/digestAuthentication", "Default Web Site")
            digestAuthenticationSection("enabled") = False

            Dim windowsAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/windowsAuthentication", "Default Web Site")
            windowsAuthenticationSection("enabled") = False

            serverManager.CommitChanges()
        End Using
    End Sub

    Function AskPassword(account As String) As String
        Console.Write("Password for " & account & ": ")
        Dim password As New StringBuilder()
        Do
            Dim key As ConsoleKeyInfo = Console.ReadKey(True)
            If key.Key = ConsoleKey.Enter Then Exit Do
            If key.Key = ConsoleKey.Backspace Then
                If password.Length > 0 Then password.Length -= 1
            ElseIf key.KeyChar <> ChrW(0) Then
                password.Append(key.KeyChar)
            End If
        Loop
        Console.WriteLine()
        Return password.ToString()
    End Function

End Module
