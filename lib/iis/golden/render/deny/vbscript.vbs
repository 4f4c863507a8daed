' Run as an administrator on the server: cscript //nologo FILE.vbs
' Passwords are visible while they are typed.
WScript.Echo "Password for " & "CONTOSO\partners" & " (visible while typed):"
password1 = WScript.StdIn.ReadLine

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"

Set iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site")
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText"
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = ""

Set oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection
oneToOneMappingsCollection.Clear

Set manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection
manyToOneMappingsCollection.Clear

Set addElement = manyToOneMappingsCollection.CreateNewElement("add")
addElement.Properties.Item("name").Value = "Revoked partner"
addElement.Properties.Item("enabled").Value = True
addElement.Properties.Item("permissionMode").Value = "Deny"
Set rulesCollection = addElement.ChildElements.Item("rules").Collection

Set addElement1 = rulesCollection.CreateNewElement("add")
addElement1.Properties.Item("certificateField").Value = "Subject"
addElement1.Properties.Item("certificateSubField").Value = "O"
addElement1.Properties.Item("matchCriteria").Value = "Fabrikam"
addElement1.Properties.Item("compareCaseSensitive").Value = True
rulesCollection.AddElement addElement1, 0
manyToOneMappingsCollection.AddElement addElement, 0

Set addElement2 = manyToOneMappingsCollection.CreateNewElement("add")
addElement2.Properties.Item("name").Value = "Partners"
addElement2.Properties.Item("enabled").Value = True
addElement2.Properties.Item("permissionMode").Value = "Allow"
addElement2.Properties.Item("userName").Value = "CONTOSO\partners"
addElement2.Properties.Item("password").Value = password1
Set rulesCollection1 = addElement2.ChildElements.Item("rules").Collection

Set addElement3 = rulesCollection1.CreateNewElement("add")
addElement3.Properties.Item("certificateField").Value = "Issuer"
addElement3.Properties.Item("certificateSubField").Value = "O"
addElement3.Properties.Item("matchCriteria").Value = "Partner CA"
addElement3.Properties.Item("compareCaseSensitive").Value = True
rulesCollection1.AddElement addElement3, 0
manyToOneMappingsCollection.AddElement addElement2, 1

Set addElement4 = manyToOneMappingsCollection.CreateNewElement("add")
addElement4.Properties.Item("name").Value = "Everyone else"
addElement4.Properties.Item("enabled").Value = True
addElement4.Properties.Item("permissionMode").Value = "Deny"
manyToOneMappingsCollection.AddElement addElement4, 2

adminManager.CommitChanges
