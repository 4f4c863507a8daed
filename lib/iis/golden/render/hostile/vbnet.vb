' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Dim password1 As String = AskPassword("CONTOSO\m" & ChrW(252) & """l'ler$(1)`%PATH%")
        Dim password2 As String = AskPassword("CONTOSO\o'brien;--")

        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim iisClientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "L'Or" & ChrW(233) & "al 100% -- & S" & ChrW(246) & "hne {{ x }}")
            iisClientCertificateMappingAuthenticationSection("enabled") = True
            iisClientCertificateMappingAuthenticationSection("oneToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("manyToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("logonMethod") = "ClearText"
            iisClientCertificateMappingAuthenticationSection("defaultLogonDomain") = "A & ""B"" <C>"

            Dim oneToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings")
            oneToOneMappingsCollection.Clear()

            Dim addElement As ConfigurationElement = oneToOneMappingsCollection.CreateElement("add")
            addElement("enabled") = True
            addElement("userName") = "CONTOSO\m" & ChrW(252) & """l'ler$(1)`%PATH%"
            addElement("certificate") = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH"
            addElement("password") = password1
            oneToOneMappingsCollection.AddAt(0, addElement)

            Dim manyToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings")
            manyToOneMappingsCollection.Clear()

            Dim addElement1 As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement1("name") = "It's ]]> & [x] %u0041"
            addElement1("description") = "100% ""sure"" \"
            addElement1("enabled") = True
            addElement1("permissionMode") = "Allow"
            addElement1("userName") = "CONTOSO\o'brien;--"
            addElement1("password") = password2
            Dim rulesCollection As ConfigurationElementCollection = addElement1.GetCollection("rules")

            Dim addElement2 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement2("certificateField") = "Subject"
            addElement2("certificateSubField") = "O"
            addElement2("matchCriteria") = "M" & ChrW(252) & "ller & ""S" & ChrW(246) & "hne"" <GmbH>*"
            addElement2("compareCaseSensitive") = True
            rulesCollection.AddAt(0, addElement2)

            Dim addElement3 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement3("certificateField") = "Subject"
            addElement3("certificateSubField") = "CN"
            addElement3("matchCriteria") = "O'Brien, $env:x `n {{ 1 }} %TEMP%]"
            addElement3("compareCaseSensitive") = True
            rulesCollection.AddAt(1, addElement3)

            Dim addElement4 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement4("certificateField") = "Issuer"
            addElement4("certificateSubField") = "1.2.3"
            addElement4("matchCriteria") = "two" & ChrW(13) & ChrW(10) & "lines" & ChrW(9) & "and tab"
            addElement4("compareCaseSensitive") = True
            rulesCollection.AddAt(2, addElement4)
            manyToOneMappingsCollection.AddAt(0, addElement1)

            Dim accessSection As ConfigurationSection = config.GetSection("system.webServer/security/access", "L'Or" & ChrW(233) & "al 100% -- & S" & ChrW(246) & "hne {{ x }}")
            accessSection("sslFlags") = "Ssl"

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
