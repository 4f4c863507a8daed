// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection clientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "Intranet");
            clientCertificateMappingAuthenticationSection["enabled"] = true;

            ConfigurationSection accessSection = config.GetSection("system.webServer/security/access", "Intranet");
            accessSection["sslFlags"] = "Ssl, SslNegotiateCert";

            serverManager.CommitChanges();
        }
    }
}
