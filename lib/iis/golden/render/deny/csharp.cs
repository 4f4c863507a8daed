// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword(@"CONTOSO\partners");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "ClearText";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = "";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement = manyToOneMappingsCollection.CreateElement("add");
            addElement["name"] = "Revoked partner";
            addElement["enabled"] = true;
            addElement["permissionMode"] = "Deny";
            ConfigurationElementCollection rulesCollection = addElement.GetCollection("rules");

            ConfigurationElement addElement1 = rulesCollection.CreateElement("add");
            addElement1["certificateField"] = "Subject";
            addElement1["certificateSubField"] = "O";
            addElement1["matchCriteria"] = "Fabrikam";
            addElement1["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement1);
            manyToOneMappingsCollection.AddAt(0, addElement);

            ConfigurationElement addElement2 = manyToOneMappingsCollection.CreateElement("add");
            addElement2["name"] = "Partners";
            addElement2["enabled"] = true;
            addElement2["permissionMode"] = "Allow";
            addElement2["userName"] = @"CONTOSO\partners";
            addElement2["password"] = password1;
            ConfigurationElementCollection rulesCollection1 = addElement2.GetCollection("rules");

            ConfigurationElement addElement3 = rulesCollection1.CreateElement("add");
            addElement3["certificateField"] = "Issuer";
            addElement3["certificateSubField"] = "O";
            addElement3["matchCriteria"] = "Partner CA";
            addElement3["compareCaseSensitive"] = true;
            rulesCollection1.AddAt(0, addElement3);
            manyToOneMappingsCollection.AddAt(1, addElement2);

            ConfigurationElement addElement4 = manyToOneMappingsCollection.CreateElement("add");
            addElement4["name"] = "Everyone else";
            addElement4["enabled"] = true;
            addElement4["permissionMode"] = "Deny";
            manyToOneMappingsCollection.AddAt(2, addElement4);

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
