// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword(@"CONTOSO\sales");
        string password2 = AskPassword(@"CONTOSO\dev");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = false;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "ClearText";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = "";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement = manyToOneMappingsCollection.CreateElement("add");
            addElement["name"] = "Sales";
            addElement["description"] = "Everyone in sales";
            addElement["enabled"] = true;
            addElement["permissionMode"] = "Allow";
            addElement["userName"] = @"CONTOSO\sales";
            addElement["password"] = password1;
            ConfigurationElementCollection rulesCollection = addElement.GetCollection("rules");

            ConfigurationElement addElement1 = rulesCollection.CreateElement("add");
            addElement1["certificateField"] = "Subject";
            addElement1["certificateSubField"] = "O";
            addElement1["matchCriteria"] = "Contoso";
            addElement1["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement1);

            ConfigurationElement addElement2 = rulesCollection.CreateElement("add");
            addElement2["certificateField"] = "Subject";
            addElement2["certificateSubField"] = "OU";
            addElement2["matchCriteria"] = "Sales*";
            addElement2["compareCaseSensitive"] = true;
            rulesCollection.AddAt(1, addElement2);

            ConfigurationElement addElement3 = rulesCollection.CreateElement("add");
            addElement3["certificateField"] = "Issuer";
            addElement3["certificateSubField"] = "CN";
            addElement3["matchCriteria"] = "Contoso Issuing CA";
            addElement3["compareCaseSensitive"] = false;
            rulesCollection.AddAt(2, addElement3);
            manyToOneMappingsCollection.AddAt(0, addElement);

            ConfigurationElement addElement4 = manyToOneMappingsCollection.CreateElement("add");
            addElement4["name"] = "Developers";
            addElement4["enabled"] = false;
            addElement4["permissionMode"] = "Allow";
            addElement4["userName"] = @"CONTOSO\dev";
            addElement4["password"] = password2;
            ConfigurationElementCollection rulesCollection1 = addElement4.GetCollection("rules");

            ConfigurationElement addElement5 = rulesCollection1.CreateElement("add");
            addElement5["certificateField"] = "Subject";
            addElement5["certificateSubField"] = "OU";
            addElement5["matchCriteria"] = "Dev";
            addElement5["compareCaseSensitive"] = true;
            rulesCollection1.AddAt(0, addElement5);
            manyToOneMappingsCollection.AddAt(1, addElement4);

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
