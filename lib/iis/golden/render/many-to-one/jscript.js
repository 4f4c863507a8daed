// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\sales" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();
WScript.Echo("Password for " + "CONTOSO\\dev" + " (visible while typed):");
var password2 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = false;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText";
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "";

var oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection;
oneToOneMappingsCollection.Clear();

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

var addElement = manyToOneMappingsCollection.CreateNewElement("add");
addElement.Properties.Item("name").Value = "Sales";
addElement.Properties.Item("description").Value = "Everyone in sales";
addElement.Properties.Item("enabled").Value = true;
addElement.Properties.Item("permissionMode").Value = "Allow";
addElement.Properties.Item("userName").Value = "CONTOSO\\sales";
addElement.Properties.Item("password").Value = password1;
var rulesCollection = addElement.ChildElements.Item("rules").Collection;

var addElement1 = rulesCollection.CreateNewElement("add");
addElement1.Properties.Item("certificateField").Value = "Subject";
addElement1.Properties.Item("certificateSubField").Value = "O";
addElement1.Properties.Item("matchCriteria").Value = "Contoso";
addElement1.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement1, 0);

var addElement2 = rulesCollection.CreateNewElement("add");
addElement2.Properties.Item("certificateField").Value = "Subject";
addElement2.Properties.Item("certificateSubField").Value = "OU";
addElement2.Properties.Item("matchCriteria").Value = "Sales*";
addElement2.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement2, 1);

var addElement3 = rulesCollection.CreateNewElement("add");
addElement3.Properties.Item("certificateField").Value = "Issuer";
addElement3.Properties.Item("certificateSubField").Value = "CN";
addElement3.Properties.Item("matchCriteria").Value = "Contoso Issuing CA";
addElement3.Properties.Item("compareCaseSensitive").Value = false;
rulesCollection.AddElement(addElement3, 2);
manyToOneMappingsCollection.AddElement(addElement, 0);

var addElement4 = manyToOneMappingsCollection.CreateNewElement("add");
addElement4.Properties.Item("name").Value = "Developers";
addElement4.Properties.Item("enabled").Value = false;
addElement4.Properties.Item("permissionMode").Value = "Allow";
addElement4.Properties.Item("userName").Value = "CONTOSO\\dev";
addElement4.Properties.Item("password").Value = password2;
var rulesCollection1 = addElement4.ChildElements.Item("rules").Collection;

var addElement5 = rulesCollection1.CreateNewElement("add");
addElement5.Properties.Item("certificateField").Value = "Subject";
addElement5.Properties.Item("certificateSubField").Value = "OU";
addElement5.Properties.Item("matchCriteria").Value = "Dev";
addElement5.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection1.AddElement(addElement5, 0);
manyToOneMappingsCollection.AddElement(addElement4, 1);

adminManager.CommitChanges();
