// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword("CONTOSO\\m\u00fc\"l'ler$(1)`%PATH%");
        string password2 = AskPassword(@"CONTOSO\o'brien;--");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "L'Or\u00e9al 100% -- & S\u00f6hne {{ x }}");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "ClearText";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = "A & \"B\" <C>";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElement addElement = oneToOneMappingsCollection.CreateElement("add");
            addElement["enabled"] = true;
            addElement["userName"] = "CONTOSO\\m\u00fc\"l'ler$(1)`%PATH%";
            addElement["certificate"] = "MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH";
            addElement["password"] = password1;
            oneToOneMappingsCollection.AddAt(0, addElement);

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement1 = manyToOneMappingsCollection.CreateElement("add");
            addElement1["name"] = "It's ]]> & [x] %u0041";
            addElement1["description"] = @"100% ""sure"" \";
            addElement1["enabled"] = true;
            addElement1["permissionMode"] = "Allow";
            addElement1["userName"] = @"CONTOSO\o'brien;--";
            addElement1["password"] = password2;
            ConfigurationElementCollection rulesCollection = addElement1.GetCollection("rules");

            ConfigurationElement addElement2 = rulesCollection.CreateElement("add");
            addElement2["certificateField"] = "Subject";
            addElement2["certificateSubField"] = "O";
            addElement2["matchCriteria"] = "M\u00fcller & \"S\u00f6hne\" <GmbH>*";
            addElement2["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement2);

            ConfigurationElement addElement3 = rulesCollection.CreateElement("add");
            addElement3["certificateField"] = "Subject";
            addElement3["certificateSubField"] = "CN";
            addElement3["matchCriteria"] = "O'Brien, $env:x `n {{ 1 }} %TEMP%]";
            addElement3["compareCaseSensitive"] = true;
            rulesCollection.AddAt(1, addElement3);

            ConfigurationElement addElement4 = rulesCollection.CreateElement("add");
            addElement4["certificateField"] = "Issuer";
            addElement4["certificateSubField"] = "1.2.3";
            addElement4["matchCriteria"] = "two\u000d\u000alines\u0009and tab";
            addElement4["compareCaseSensitive"] = true;
            rulesCollection.AddAt(2, addElement4);
            manyToOneMappingsCollection.AddAt(0, addElement1);

            ConfigurationSection accessSection = config.GetSection("system.webServer/security/access", "L'Or\u00e9al 100% -- & S\u00f6hne {{ x }}");
            accessSection["sslFlags"] = "Ssl";

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
