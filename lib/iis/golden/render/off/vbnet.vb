' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim iisClientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "Default Web Site")
            iisClientCertificateMappingAuthenticationSection("enabled") = False
            iisClientCertificateMappingAuthenticationSection("oneToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("manyToOneCertificateMappingsEnabled") = True
            iisClientCertificateMappingAuthenticationSection("logonMethod") = "Network"
            iisClientCertificateMappingAuthenticationSection("defaultLogonDomain") = "CONTOSO"

            Dim oneToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings")
            oneToOneMappingsCollection.Clear()

            Dim manyToOneMappingsCollection As ConfigurationElementCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings")
            manyToOneMappingsCollection.Clear()

            Dim clientCertificateMappingAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/clientCertificateMappingAuthentication", "Default Web Site")
            clientCertificateMappingAuthenticationSection("enabled") = False

            Dim accessSection As ConfigurationSection = config.GetSection("system.webServer/security/access", "Default Web Site")
            accessSection("sslFlags") = "None"

            serverManager.CommitChanges()
        End Using
    End Sub

End Module
