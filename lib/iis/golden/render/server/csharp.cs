// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword(@"CONTOSO\alice");
        string password2 = AskPassword(@"CONTOSO\sales");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "ClearText";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = "";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElement addElement = oneToOneMappingsCollection.CreateElement("add");
            addElement["enabled"] = true;
            addElement["userName"] = @"CONTOSO\alice";
            addElement["certificate"] = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH";
            addElement["password"] = password1;
            oneToOneMappingsCollection.AddAt(0, addElement);

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement1 = manyToOneMappingsCollection.CreateElement("add");
            addElement1["name"] = "Sales";
            addElement1["enabled"] = true;
            addElement1["permissionMode"] = "Allow";
            addElement1["userName"] = @"CONTOSO\sales";
            addElement1["password"] = password2;
            ConfigurationElementCollection rulesCollection = addElement1.GetCollection("rules");

            ConfigurationElement addElement2 = rulesCollection.CreateElement("add");
            addElement2["certificateField"] = "Subject";
            addElement2["certificateSubField"] = "OU";
            addElement2["matchCriteria"] = "Sales";
            addElement2["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement2);
            manyToOneMappingsCollection.AddAt(0, addElement1);

            ConfigurationSection accessSection = config.GetSection("system.webServer/security/access");
            accessSection["sslFlags"] = "Ssl, SslNegotiateCert";

            ConfigurationSection anonymousAuthenticationSection = config.GetSection("system.webServer/security/authentication/anonymousAuthentication");
            anonymousAuthenticationSection["enabled"] = false;

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
