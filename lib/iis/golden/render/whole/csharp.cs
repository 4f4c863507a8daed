// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword(@"CONTOSO\alice");
        string password2 = AskPassword("robot@contoso.example");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "Interactive";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = "CONTOSO";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElement addElement = oneToOneMappingsCollection.CreateElement("add");
            addElement["enabled"] = true;
            addElement["userName"] = @"CONTOSO\alice";
            addElement["certificate"] = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH";
            addElement["password"] = password1;
            oneToOneMappingsCollection.AddAt(0, addElement);

            ConfigurationElement addElement1 = oneToOneMappingsCollection.CreateElement("add");
            addElement1["enabled"] = true;
            addElement1["userName"] = "robot@contoso.example";
            addElement1["certificate"] = "MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ==";
            addElement1["password"] = password2;
            oneToOneMappingsCollection.AddAt(1, addElement1);

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement2 = manyToOneMappingsCollection.CreateElement("add");
            addElement2["name"] = "Sales";
            addElement2["enabled"] = true;
            addElement2["permissionMode"] = "Allow";
            addElement2["userName"] = @"CONTOSO\alice";
            addElement2["password"] = password1;
            ConfigurationElementCollection rulesCollection = addElement2.GetCollection("rules");

            ConfigurationElement addElement3 = rulesCollection.CreateElement("add");
            addElement3["certificateField"] = "Subject";
            addElement3["certificateSubField"] = "OU";
            addElement3["matchCriteria"] = "Sales";
            addElement3["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement3);
            manyToOneMappingsCollection.AddAt(0, addElement2);

            ConfigurationElement addElement4 = manyToOneMappingsCollection.CreateElement("add");
            addElement4["name"] = "Rest";
            addElement4["enabled"] = true;
            addElement4["permissionMode"] = "Deny";
            manyToOneMappingsCollection.AddAt(1, addElement4);

            ConfigurationSection clientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "Default Web Site");
            clientCertificateMappingAuthenticationSection["enabled"] = false;

            ConfigurationSection accessSection = config.GetSection("system.webServer/security/access", "Default Web Site");
            accessSection["sslFlags"] = "Ssl, SslNegotiateCert, SslRequireCert, Ssl128";

            ConfigurationSection anonymousAuthenticationSection = config.GetSection("system.webServer/security/authentication/anonymousAuthentication", "Default Web Site");
            anonymousAuthenticationSection["enabled"] = false;

            ConfigurationSection basicAuthenticationSection = config.GetSection("system.webServer/security/authentication/basicAuthentication", "Default Web Site");
            basicAuthenticationSection["enabled"] = false;

            ConfigurationSection digestAuthenticationSection = config.GetSection("system.webServer/security/authentication/digestAuthentication", "Default Web Site");
            digestAuthenticationSection["enabled"] = false;

            ConfigurationSection windowsAuthenticationSection = config.GetSection("system.webServer/security/authentication/windowsAuthentication", "Default Web Site");
            windowsAuthenticationSection["enabled"] = false;

            serverManager.CommitChanges();
        }
    }

    private static string AskPassword(string account) {
        Console.Write("Password for " + account + ": ");
        StringBuilder password = new StringBuilder();
        while (true) {
            ConsoleKeyInfo key = Console.ReadKey(true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) {
                if (password.Length > 0) password.Length--;
            } else if (key.KeyChar != '\0') {
                password.Append(key.KeyChar);
            }
        }
        Console.WriteLine();
        return password.ToString();
    }
}
