' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Dim password1 As String = AskPassword("CONTOSO\sales")
        Dim password2 As String = AskPassword("CONTOSO\dev")

        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim iisClientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site")
            iisClientCertificateMappingAuthenticationSection("enabled") = True
            iisClientCertificateMappingAuthenticationSection("oneToOneCertificateMappingsEnabled") = False
            iisClientCertificateMappingAuthenticationSection("manyToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("logonMethod") = "ClearText"
            iisClientCertificateMappingAuthenticationSection("defaultLogonDomain") = ""

            Dim oneToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings")
            oneToOneMappingsCollection.Clear()

            Dim manyToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings")
            manyToOneMappingsCollection.Clear()

            Dim addElement As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement("name") = "Sales"
            addElement("description") = "Everyone in sales"
            addElement("enabled") = True
            addElement("permissionMode") = "Allow"
            addElement("userName") = "CONTOSO\sales"
            addElement("password") = password1
            Dim rulesCollection As ConfigurationElementCollection = addElement.GetCollection("rules")

            Dim addElement1 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement1("certificateField") = "Subject"
            addElement1("certificateSubField") = "O"
            addElement1("matchCriteria") = "Contoso"
            addElement1("compareCaseSensitive") = True
            rulesCollection.AddAt(0, addElement1)

            Dim addElement2 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement2("certificateField") = "Subject"
            addElement2("certificateSubField") = "OU"
            addElement2("matchCriteria") = "Sales*"
            addElement2("compareCaseSensitive") = True
            rulesCollection.AddAt(1, addElement2)

            Dim addElement3 As ConfigurationElement = rulesCollection.CreateElement("add")
            addElement3("certificateField") = "Issuer"
            addElement3("certificateSubField") = "CN"
            addElement3("matchCriteria") = "Contoso Issuing CA"
            addElement3("compareCaseSensitive") = False
            rulesCollection.AddAt(2, addElement3)
            manyToOneMappingsCollection.AddAt(0, addElement)

            Dim addElement4 As ConfigurationElement = manyToOneMappingsCollection.CreateElement("add")
            addElement4("name") = "Developers"
            addElement4("enabled") = False
            addElement4("permissionMode") = "Allow"
            addElement4("userName") = "CONTOSO\dev"
            addElement4("password") = password2
            Dim rulesCollection1 As ConfigurationElementCollection = addElement4.GetCollection("rules")

            Dim addElement5 As ConfigurationElement = rulesCollection1.CreateElement("add")
            addElement5("certificateField") = "Subject"
            addElement5("certificateSubField") = "OU"
            addElement5("matchCriteria") = "Dev"
            addElement5("compareCaseSensitive") = True
            rulesCollection1.AddAt(0, addElement5)
            manyToOneMappingsCollection.AddAt(1, addElement4)

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
