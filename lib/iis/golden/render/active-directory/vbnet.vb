' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim clientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "Intranet")
            clientCertificateMappingAuthenticationSection("enabled") = True

            Dim accessSection As ConfigurationSection = config.GetSection("system.webServer/security/access", "Intranet")
            accessSection("sslFlags") = "Ssl, SslNegotiateCert"

            serverManager.CommitChanges()
        End Using
    End Sub

End Module
