// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\alice" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();
WScript.Echo("Password for " + "CONTOSO\\sales" + " (visible while typed):");
var password2 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("logonMethod").Value = "ClearText";
iisClientCertificateMappingAuthenticationSection.Properties.Item("defaultLogonDomain").Value = "";

var oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("oneToOneMappings").Collection;
oneToOneMappingsCollection.Clear();

var addElement = oneToOneMappingsCollection.CreateNewElement("add");
addElement.Properties.Item("enabled").Value = true;
addElement.Properties.Item("userName").Value = "CONTOSO\\alice";
addElement.Properties.Item("certificate").Value = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH";
addElement.Properties.Item("password").Value = password1;
oneToOneMappingsCollection.AddElement(addElement, 0);

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

var addElement1 = manyToOneMappingsCollection.CreateNewElement("add");
addElement1.Properties.Item("name").Value = "Sales";
addElement1.Properties.Item("enabled").Value = true;
addElement1.Properties.Item("permissionMode").Value = "Allow";
addElement1.Properties.Item("userName").Value = "CONTOSO\\sales";
addElement1.Properties.Item("password").Value = password2;
var rulesCollection = addElement1.ChildElements.Item("rules").Collection;

var addElement2 = rulesCollection.CreateNewElement("add");
addElement2.Properties.Item("certificateField").Value = "Subject";
addElement2.Properties.Item("certificateSubField").Value = "OU";
addElement2.Properties.Item("matchCriteria").Value = "Sales";
addElement2.Properties.Item("compareCaseSensitive").Value = true;
rulesCollection.AddElement(addElement2, 0);
manyToOneMappingsCollection.AddElement(addElement1, 0);

var accessSection = adminManager.GetAdminSection("system.webServer/security/access", "MACHINE/WEBROOT/APPHOST");
accessSection.Properties.Item("sslFlags").Value = "Ssl, SslNegotiateCert";

var anonymousAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/anonymousAuthentication", "MACHINE/WEBROOT/APPHOST");
anonymousAuthenticationSection.Properties.Item("enabled").Value = false;

adminManager.CommitChanges();
