// Run as an administrator on the server: cscript //nologo FILE.js
// Passwords are visible while they are typed.
WScript.Echo("Password for " + "CONTOSO\\alice" + " (visible while typed):");
var password1 = WScript.StdIn.ReadLine();
WScript.Echo("Password for " + "CONTOSO\\shared" + " (visible while typed):");
var password2 = WScript.StdIn.ReadLine();

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";

var iisClientCertificateMappingAuthenticationSection = adminManager.GetAdminSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "MACHINE/WEBROOT/APPHOST/Default Web Site");
iisClientCertificateMappingAuthenticationSection.Properties.Item("enabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("oneToOneCertificateMappingsEnabled").Value = true;
iisClientCertificateMappingAuthenticationSection.Properties.Item("manyToOneCertificateMappingsEnabled").Value = false;
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

var addElement1 = oneToOneMappingsCollection.CreateNewElement("add");
addElement1.Properties.Item("enabled").Value = true;
addElement1.Properties.Item("userName").Value = "CONTOSO\\shared";
addElement1.Properties.Item("certificate").Value = "MIIB1jCCAXugAwIBAgIBIjAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowOzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA0RldjEMMAoGA1UEAwwDQm9iMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3bslQ91rPKx0zbplenu4ose2jVs5dvLLthSE/GolQOm++8yU2TIcM3oxcdi4ovju7Kfhwjj0i+WfSVlvKpJdjqNvMG0wCQYDVR0TBAIwADALBgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFEQ9dL+JLIC0hJFiQCuFZAn45PYfMB8GA1UdIwQYMBaAFApuUwdoXwJWoNBK8RX9mWq9s1w1MAoGCCqGSM49BAMCA0kAMEYCIQCU97tRRJp5cV72CO8dYfJs9+9bOxInNasijw0M1ldjGAIhAO72EDZB2l4tS2Ht9lNlDYqnuUgR0/ZHDn2rovOzYg04";
addElement1.Properties.Item("password").Value = password2;
oneToOneMappingsCollection.AddElement(addElement1, 1);

var addElement2 = oneToOneMappingsCollection.CreateNewElement("add");
addElement2.Properties.Item("enabled").Value = false;
addElement2.Properties.Item("userName").Value = "contoso\\SHARED";
addElement2.Properties.Item("certificate").Value = "MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ==";
addElement2.Properties.Item("password").Value = password2;
oneToOneMappingsCollection.AddElement(addElement2, 2);

var manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.ChildElements.Item("manyToOneMappings").Collection;
manyToOneMappingsCollection.Clear();

adminManager.CommitChanges();
