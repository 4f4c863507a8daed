// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\m\u00fc\"l'ler$(1)`%PATH%" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();
WScript.Echo("Password for " + "CONTOSO\\o'brien;--" + " (visible while typed):");
var password2 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/L'Or\u00e9al 100% -- & S\u00f6hne {{ x }}");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText";
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "A & \"B\" <C>";

var oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection;
oneToOneMappingsCollection.Clear();

var addElement = oneToOneMappingsCollection.CreateNewElement("add");
addElement.Properties.Item("enabled").Value = true;
addElement.Properties.Item("userName").Value = "CONTOSO\\m\u00fc\"l'ler$(1)`%PATH%";
addElement.Properties.Item("certificate").Value = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH";
addElement.Properties.Item("password").Value = password1;
oneToOneMappingsCollection.AddElement(addElement, 0);

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

var addElement1 = manyToOneMappingsCollection.CreateNewElement("add");
addElement1.Properties.Item("name").Value = "It's ]]> & [x] %u0041";
addElement1.Properties.Item("description").Value = "100% \"sure\" \\";
addElement1.Properties.Item("enabled").Value = true;
addElement1.Properties.Item("permissionMode").Value = "Allow";
addElement1.Properties.Item("userName").Value = "CONTOSO\\o'brien;--";
addElement1.Properties.Item("password").Value = password2;
var rulesCollection = addElement1.ChildElements.Item("rules").Collection;

var addElement2 = rulesCollection.CreateNewElement("add");
addElement2.Properties.Item("certificateField").Value = "Subject";
addElement2.Properties.Item("certificateSubField").Value = "O";
addElement2.Properties.Item("matchCriteria").Value = "M\u00fcller & \"S\u00f6hne\" <GmbH>*";
addElement2.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement2, 0);

var addElement3 = rulesCollection.CreateNewElement("add");
addElement3.Properties.Item("certificateField").Value = "Subject";
addElement3.Properties.Item("certificateSubField").Value = "CN";
addElement3.Properties.Item("matchCriteria").Value = "O'Brien, $env:x `n {{ 1 }} %TEMP%]";
addElement3.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement3, 1);

var addElement4 = rulesCollection.CreateNewElement("add");
addElement4.Properties.Item("certificateField").Value = "Issuer";
addElement4.Properties.Item("certificateSubField").Value = "1.2.3";
addElement4.Properties.Item("matchCriteria").Value = "two\u000d\u000alines\u0009and tab";
addElement4.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement4, 2);
manyToOneMappingsCollection.AddElement(addElement1, 0);

var accessSection = adminManager.GetAdminSection("system.webServer/security/access", "MACHINE/WEBROOT/APPHOST/L'Or\u00e9al 100% -- & S\u00f6hne {{ x }}");
accessSection.Properties.Item("sslFlags").Value = "Ssl";

adminManager.CommitChanges();
