' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Dim password1 As String = AskPassword("CONTOSO\o'brien")

        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim iisClientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "100% & Co")
            iisClientCertificateMappingAuthenticationSection("enabled") = True
            iisClientCertificateMappingAuthenticationSection("oneToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("manyToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("logonMethod") = "ClearText"
            iisClientCertificateMappingAuthenticationSection("defaultLogonDomain") = "A\"

            Dim oneToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings")
            oneToOneMappingsCollection.Clear()

            Dim manyToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings")
            manyToOneMappingsCollection.Clear()

            Dim addElement As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement("name") = "It's, ]]> & [x] %u0041 " & ChrW(233)
            addElement("description") = "100% ""sure"" \"
            addElement("enabled") = True
            addElement("permissionMode") = "Allow"
            addElement("userName") = "CONTOSO\o'brien"
            addElement("password") = password1
            Dim rulesCollection As ConfigurationElementCollection = addElement.GetCollection("rules")

            Dim addElement1 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement1("certificateField") = "Subject"
            addElement1("certificateSubField") = "O"
            addElement1("matchCriteria") = "M" & ChrW(252) & "ller & ""S" & ChrW(246) & "hne"" <GmbH>*"
            addElement1("compareCaseSensitive") = True
            rulesCollection.AddAt(0, addElement1)

            Dim addElement2 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement2("certificateField") = "Issuer"
            addElement2("certificateSubField") = "CN"
            addElement2("matchCriteria") = ChrW(55357) & ChrW(56832) & " " & ChrW(8220) & "smart" & ChrW(8221) & " " & ChrW(8216) & "quotes" & ChrW(8217)
            addElement2("compareCaseSensitive") = True
            rulesCollection.AddAt(1, addElement2)
            manyToOneMappingsCollection.AddAt(0, addElement)

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
