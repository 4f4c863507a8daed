// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\partners" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText";
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "";

var oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection;
oneToOneMappingsCollection.Clear();

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

var addElement = manyToOneMappingsCollection.CreateNewElement("add");
addElement.Properties.Item("name").Value = "Revoked partner";
addElement.Properties.Item("enabled").Value = true;
addElement.Properties.Item("permissionMode").Value = "Deny";
var rulesCollection = addElement.ChildElements.Item("rules").Collection;

var addElement1 = rulesCollection.CreateNewElement("add");
addElement1.Properties.Item("certificateField").Value = "Subject";
addElement1.Properties.Item("certificateSubField").Value = "O";
addElement1.Properties.Item("matchCriteria").Value = "Fabrikam";
addElement1.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement1, 0);
manyToOneMappingsCollection.AddElement(addElement, 0);

var addElement2 = manyToOneMappingsCollection.CreateNewElement("add");
addElement2.Properties.Item("name").Value = "Partners";
addElement2.Properties.Item("enabled").Value = true;
addElement2.Properties.Item("permissionMode").Value = "Allow";
addElement2.Properties.Item("userName").Value = "CONTOSO\\partners";
addElement2.Properties.Item("password").Value = password1;
var rulesCollection1 = addElement2.ChildElements.Item("rules").Collection;

var addElement3 = rulesCollection1.CreateNewElement("add");
addElement3.Properties.Item("certificateField").Value = "Issuer";
addElement3.Properties.Item("certificateSubField").Value = "O";
addElement3.Properties.Item("matchCriteria").Value = "Partner CA";
addElement3.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection1.AddElement(addElement3, 0);
manyToOneMappingsCollection.AddElement(addElement2, 1);

var addElement4 = manyToOneMappingsCollection.CreateNewElement("add");
addElement4.Properties.Item("name").Value = "Everyone else";
addElement4.Properties.Item("enabled").Value = true;
addElement4.Properties.Item("permissionMode").Value = "Deny";
manyToOneMappingsCollection.AddElement(addElement4, 2);

adminManager.CommitChanges();
