// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\o'brien" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/100% & Co");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText";
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "A\\";

var oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection;
oneToOneMappingsCollection.Clear();

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

var addElement = manyToOneMappingsCollection.CreateNewElement("add");
addElement.Properties.Item("name").Value = "It's, ]]> & [x] %u0041 \u00e9";
addElement.Properties.Item("description").Value = "100% \"sure\" \\";
addElement.Properties.Item("enabled").Value = true;
addElement.Properties.Item("permissionMode").Value = "Allow";
addElement.Properties.Item("userName").Value = "CONTOSO\\o'brien";
addElement.Properties.Item("password").Value = password1;
var rulesCollection = addElement.ChildElements.Item("rules").Collection;

var addElement1 = rulesCollection.CreateNewElement("add");
addElement1.Properties.Item("certificateField").Value = "Subject";
addElement1.Properties.Item("certificateSubField").Value = "O";
addElement1.Properties.Item("matchCriteria").Value = "M\u00fcller & \"S\u00f6hne\" <GmbH>*";
addElement1.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement1, 0);

var addElement2 = rulesCollection.CreateNewElement("add");
addElement2.Properties.Item("certificateField").Value = "Issuer";
addElement2.Properties.Item("certificateSubField").Value = "CN";
addElement2.Properties.Item("matchCriteria").Value = "\ud83d\ude00 \u201csmart\u201d \u2018quotes\u2019";
addElement2.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement2, 1);
manyToOneMappingsCollection.AddElement(addElement, 0);

adminManager.CommitChanges();
