' Run as an administrator on the server: cscript //nologo FILE.vbs
' Passwords are visible while they are typed.
WScript.Echo "Password for " & "CONTOSO\o'brien" & " (visible while typed):"
password1 = WScript.StdIn.ReadLine

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"

Set iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/100% & Co")
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = True
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText"
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "A\"

Set oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection
oneToOneMappingsCollection.Clear

Set manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection
manyToOneMappingsCollection.Clear

Set addElement = manyToOneMappingsCollection.CreateNewElement("add")
addElement.Properties.Item("name").Value = "It's, ]]> & [x] %u0041 " & ChrW(233)
addElement.Properties.Item("description").Value = "100% ""sure"" \"
addElement.Properties.Item("enabled").Value = True
addElement.Properties.Item("permissionMode").Value = "Allow"
addElement.Properties.Item("userName").Value = "CONTOSO\o'brien"
addElement.Properties.Item("password").Value = password1
Set rulesCollection = addElement.ChildElements.Item("rules").Collection

Set addElement1 = rulesCollection.CreateNewElement("add")
addElement1.Properties.Item("certificateField").Value = "Subject"
addElement1.Properties.Item("certificateSubField").Value = "O"
addElement1.Properties.Item("matchCriteria").Value = "M" & ChrW(252) & "ller & ""S" & ChrW(246) & "hne"" <GmbH>*"
addElement1.Properties.Item("compareCaseSensitive").Value = True
rulesCollection.AddElement addElement1, 0

Set addElement2 = rulesCollection.CreateNewElement("add")
addElement2.Properties.Item("certificateField").Value = "Issuer"
addElement2.Properties.Item("certificateSubField").Value = "CN"
addElement2.Properties.Item("matchCriteria").Value = ChrW(55357) & ChrW(56832) & " " & ChrW(8220) & "smart" & ChrW(8221) & " " & ChrW(8216) & "quotes" & ChrW(8217)
addElement2.Properties.Item("compareCaseSensitive").Value = True
rulesCollection.AddElement addElement2, 1
manyToOneMappingsCollection.AddElement addElement, 0

adminManager.CommitChanges
