# Certmap's agent runs this script, and no other, to work with IIS on this server. It reads one JSON document from standard input
# (ASCII) and writes one to standard output (ASCII, one line). docs/agent.md tells how to review it.
#   read     sites, the seven sections of every scope as IIS sees them, the http.sys records
#   facts    what else decides a sign-in: modules, stores, accounts, rights
#   commit   writes sections of one scope with one CommitChanges, and three fields of http.sys records
#   restore  the same, with the passwords that "read" put into a vault before
#   logon    tries one password once
#   probe    one GET to a binding of this host, showing a certificate of LocalMachine\My; its key stays in the store
# No text of the document becomes code, a path or an argument of a program. Passwords are only handed from one .NET object to another:
# no cmdlet and no function of this script has one as a parameter, since Windows can be told to log those.
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    '{"ok":false,"code":"language-mode"}'
    exit 0
}

# --- What has no .NET class: http.sys, a logon, rights by an access control list, and JSON without a byte above 7 bits ---
Add-Type -TypeDefinition @'
using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Certmap {
    // HTTP_SERVICE_CONFIG_SSL_PARAM and its keys (http.h), 64 bits: a record is a key and 80 bytes.
    public static class Http {
        static readonly int[] Kinds = { 1, 5, 6 };
        static readonly string[] Names = { "ip-port", "host-port", "central-store" };
        static readonly int[] KeySizes = { 8, 136, 128 };
        const int CtlStore = 64, Flags = 72, ParamSize = 80, Next = 1;
        const uint MoreData = 122, NoMore = 259, NotFound = 1168, NoFile = 2, BadParameter = 87;

        [DllImport("httpapi.dll")] static extern uint HttpInitialize(uint version, uint flags, IntPtr reserved);
        [DllImport("httpapi.dll")] static extern uint HttpTerminate(uint flags, IntPtr reserved);
        [DllImport("httpapi.dll")] static extern uint HttpQueryServiceConfiguration(
            IntPtr handle, int id, IntPtr input, int inputLength, IntPtr output, int outputLength, out int length, IntPtr overlapped);
        [DllImport("httpapi.dll")] static extern uint HttpUpdateServiceConfiguration(
            IntPtr handle, int id, IntPtr info, int length, IntPtr overlapped);

        delegate void Visitor(int kind, IntPtr record);

        static void Each(Visitor visit) {
            Check(HttpInitialize(1, 2, IntPtr.Zero));
            try {
                for (int kind = 0; kind < Kinds.Length; kind++)
                    for (int token = 0; One(kind, token, visit); token++) { }
            } finally { HttpTerminate(2, IntPtr.Zero); }
        }

        static bool One(int kind, int token, Visitor visit) {
            int size = KeySizes[kind] + 16, length;
            IntPtr query = Marshal.AllocHGlobal(size), record = IntPtr.Zero;
            try {
                Marshal.Copy(new byte[size], 0, query, size);
                Marshal.WriteInt32(query, 0, Next);
                Marshal.WriteInt32(query, KeySizes[kind] + 8, token);
                uint code = HttpQueryServiceConfiguration(IntPtr.Zero, Kinds[kind], query, size, IntPtr.Zero, 0, out length, IntPtr.Zero);
                if (code == NoMore || code == NotFound || code == NoFile || (code == BadParameter && kind > 0)) return false;
                if (code != MoreData) Check(code);
                record = Marshal.AllocHGlobal(length);
                Check(HttpQueryServiceConfiguration(IntPtr.Zero, Kinds[kind], query, size, record, length, out length, IntPtr.Zero));
                visit(kind, record);
                return true;
            } finally { Marshal.FreeHGlobal(query); Marshal.FreeHGlobal(record); }
        }

        static string KeyOf(int kind, IntPtr record) {
            IntPtr address = kind == 0 ? Marshal.ReadIntPtr(record) : record;
            int port = (ushort)IPAddress.NetworkToHostOrder(Marshal.ReadInt16(address, 2));
            if (kind == 1) return Marshal.PtrToStringUni(Marshal.ReadIntPtr(record, 128)) + ":" + port;
            if (kind == 2) return "*:" + port;
            bool six = Marshal.ReadInt16(address) == 23;
            byte[] bytes = new byte[six ? 16 : 4];
            Marshal.Copy(new IntPtr(address.ToInt64() + (six ? 8 : 4)), bytes, 0, bytes.Length);
            return (six ? "[" + new IPAddress(bytes) + "]" : new IPAddress(bytes).ToString()) + ":" + port;
        }

        static string TextAt(IntPtr at, int offset) {
            IntPtr text = Marshal.ReadIntPtr(at, offset);
            return text == IntPtr.Zero ? "" : Marshal.PtrToStringUni(text);
        }

        public static ArrayList Records() {
            ArrayList all = new ArrayList();
            Each(delegate(int kind, IntPtr record) {
                IntPtr at = new IntPtr(record.ToInt64() + KeySizes[kind]);
                byte[] hash = new byte[Marshal.ReadInt32(at)];
                if (hash.Length > 0) Marshal.Copy(Marshal.ReadIntPtr(at, 8), hash, 0, hash.Length);
                Hashtable found = new Hashtable();
                found["kind"] = Names[kind];
                found["key"] = KeyOf(kind, record);
                found["certificate"] = BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant();
                found["appId"] = Marshal.PtrToStructure(new IntPtr(at.ToInt64() + 16), typeof(Guid)).ToString();
                found["store"] = TextAt(at, 32);
                found["checkMode"] = (long)(uint)Marshal.ReadInt32(at, 40);
                found["freshness"] = (long)(uint)Marshal.ReadInt32(at, 44);
                found["timeout"] = (long)(uint)Marshal.ReadInt32(at, 48);
                found["ctlIdentifier"] = TextAt(at, 56);
                found["ctlStore"] = TextAt(at, CtlStore);
                found["flags"] = (long)(uint)Marshal.ReadInt32(at, Flags);
                all.Add(found);
            });
            return all;
        }

        // Writes the record back as it was read, but for its flags and the store of its CTL. False: there is no such record.
        public static bool Update(string kindName, string key, long flags, string ctlStore) {
            bool done = false;
            Each(delegate(int kind, IntPtr record) {
                if (done || Names[kind] != kindName || !String.Equals(KeyOf(kind, record), key, StringComparison.OrdinalIgnoreCase)) return;
                IntPtr at = new IntPtr(record.ToInt64() + KeySizes[kind]);
                IntPtr text = ctlStore == "" ? IntPtr.Zero : Marshal.StringToHGlobalUni(ctlStore);
                try {
                    Marshal.WriteInt32(at, Flags, unchecked((int)(uint)flags));
                    Marshal.WriteIntPtr(at, CtlStore, text);
                    Check(HttpUpdateServiceConfiguration(IntPtr.Zero, Kinds[kind], record, KeySizes[kind] + ParamSize, IntPtr.Zero));
                    done = true;
                } finally { Marshal.FreeHGlobal(text); }
            });
            return done;
        }

        static void Check(uint code) { if (code != 0) throw new Win32Exception((int)code); }
    }

    public static class Logon {
        [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true)] static extern bool LogonUserW(
            string user, string domain, string password, int type, int provider, out IntPtr token);
        [DllImport("kernel32.dll")] static extern bool CloseHandle(IntPtr handle);

        // The Windows error code, 0 when the logon worked. The token is closed at once.
        public static int Try(string user, string domain, string password, int type) {
            IntPtr token;
            if (!LogonUserW(user, domain == "" ? null : domain, password, type, 0, out token)) return Marshal.GetLastWin32Error();
            CloseHandle(token);
            return 0;
        }
    }

    public static class Probe {
        // The answer of a site of this host, whoever its server certificate names. Null: no such certificate, or no key for it.
        public static Hashtable Ask(string address, string hostName, string thumbprint) {
            X509Store store = new X509Store(StoreName.My, StoreLocation.LocalMachine);
            store.Open(OpenFlags.ReadOnly);
            X509Certificate2Collection found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, false);
            store.Close();
            if (found.Count == 0 || !found[0].HasPrivateKey) return null;
            ServicePointManager.SecurityProtocol = 0;
            HttpWebRequest asking = (HttpWebRequest)WebRequest.Create(address);
            asking.ServerCertificateValidationCallback = delegate { return true; };
            asking.ClientCertificates.Add(found[0]);
            asking.Host = hostName;
            asking.Proxy = null;
            asking.UserAgent = "certmap-agent probe";
            asking.AllowAutoRedirect = asking.KeepAlive = false;
            asking.Timeout = asking.ReadWriteTimeout = 15000;
            Hashtable answer = new Hashtable();
            WebResponse response = null;
            try { response = asking.GetResponse(); }
            catch (WebException refused) { response = refused.Response; answer["failure"] = refused.Status.ToString(); }
            if (response == null) return answer;
            using (response) {
                char[] text = new char[65536];
                int length = new StreamReader(response.GetResponseStream(), Encoding.UTF8).ReadBlock(text, 0, text.Length);
                answer["status"] = (long)(int)((HttpWebResponse)response).StatusCode;
                answer["body"] = new string(text, 0, length);
            }
            return answer;
        }
    }

    public static class Rights {
        [StructLayout(LayoutKind.Sequential)] struct Trustee { public IntPtr Multiple; public int Operation, Form, Type; public IntPtr Name; }
        [DllImport("advapi32.dll")] static extern uint GetEffectiveRightsFromAclW(byte[] acl, ref Trustee trustee, out uint rights);

        // The access mask that a list gives to an account, by its groups too.
        public static uint Of(byte[] acl, byte[] sid) {
            GCHandle pinned = GCHandle.Alloc(sid, GCHandleType.Pinned);
            try {
                Trustee trustee = new Trustee { Type = 1, Name = pinned.AddrOfPinnedObject() };
                uint rights, code = GetEffectiveRightsFromAclW(acl, ref trustee, out rights);
                if (code != 0) throw new Win32Exception((int)code);
                return rights;
            } finally { pinned.Free(); }
        }
    }

    public static class Json {
        public static string Write(object value) {
            StringBuilder text = new StringBuilder();
            Add(text, value);
            return text.ToString();
        }

        // Lower-case hex; by the algorithm, so that a keyed one does too.
        public static string Hash(HashAlgorithm algorithm, byte[] bytes) {
            return BitConverter.ToString(algorithm.ComputeHash(bytes)).Replace("-", "").ToLowerInvariant();
        }

        static void Add(StringBuilder text, object value) {
            if (value != null && value.GetType().FullName == "System.Management.Automation.PSObject")
                value = value.GetType().GetProperty("BaseObject").GetValue(value, null);
            if (value == null) text.Append("null");
            else if (value is bool) text.Append((bool)value ? "true" : "false");
            else if (value is string) AddText(text, (string)value);
            else if (value is IDictionary) {
                List<string> keys = new List<string>();
                foreach (object key in ((IDictionary)value).Keys) keys.Add((string)key);
                keys.Sort(StringComparer.Ordinal);
                text.Append('{');
                for (int i = 0; i < keys.Count; i++) {
                    if (i > 0) text.Append(',');
                    AddText(text, keys[i]);
                    text.Append(':');
                    Add(text, ((IDictionary)value)[keys[i]]);
                }
                text.Append('}');
            } else if (value is IEnumerable) {
                text.Append('[');
                bool first = true;
                foreach (object item in (IEnumerable)value) { if (!first) text.Append(','); first = false; Add(text, item); }
                text.Append(']');
            } else text.Append(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }

        static void AddText(StringBuilder text, string value) {
            text.Append('"');
            foreach (char c in value)
                if (c < ' ' || c > '~' || c == '"' || c == '\\') text.Append("\\u").Append(((int)c).ToString("x4"));
                else text.Append(c);
            text.Append('"');
        }
    }
}
'@
foreach ($name in 'System.Web.Extensions', 'System.Security', 'System.Management', 'System.DirectoryServices') {
    [void] [Reflection.Assembly]::LoadWithPartialName($name)
}

$utf8 = [Text.UTF8Encoding]::new($false)
$sha = [Security.Cryptography.SHA256]::Create()
$code = 'script-error'
$tellMessage = $false

function Stop-With([string] $reason) {
    $script:code = $reason
    throw [InvalidOperationException]::new($reason)
}

# --- Reading ---

$switches = 'clientCertificateMappingAuthentication', 'anonymousAuthentication', 'basicAuthentication', 'digestAuthentication', 'windowsAuthentication'
$mappingAttributes = 'enabled', 'oneToOneCertificateMappingsEnabled', 'manyToOneCertificateMappingsEnabled', 'logonMethod', 'defaultLogonDomain'
$oneAttributes = 'enabled', 'userName', 'certificate'
$manyAttributes = 'name', 'description', 'enabled', 'permissionMode', 'userName'
$ruleAttributes = 'certificateField', 'certificateSubField', 'matchCriteria', 'compareCaseSensitive'

# The only way to a section that is written: whatever a document names, it is one of the seven.
function Get-OwnedSection([string] $name, [string] $scope) {
    if ($name -notin $switches -and $name -notin 'access', 'iisClientCertificateMappingAuthentication') { Stop-With 'section-not-owned' }
    $path = 'system.webServer/security/authentication/' + $name
    if ($name -eq 'access') { $path = 'system.webServer/security/access' }
    if ($scope -eq '') { return $config.GetSection($path) }
    return $config.GetSection($path, $scope)
}

function Read-Attributes($element, $names) {
    $values = @{}
    foreach ($name in $names) { $values[$name] = $element.GetAttributeValue($name) }
    return $values
}

# An HMAC under a key that only the agent has; '' for no password, null for one that IIS cannot decrypt.
function Get-Mark($element) {
    try { $bytes = $utf8.GetBytes([string] $element.GetAttributeValue('password')) } catch { return $null }
    if ($bytes.Length -eq 0 -or $utf8.GetString($bytes) -match '^\[enc:[^:]*::enc\]$') { return '' }
    return [Certmap.Json]::Hash($hmac, $bytes)
}

function Read-Mappings($section) {
    $values = Read-Attributes $section $mappingAttributes
    $values['oneToOneMappings'] = [Collections.ArrayList]::new()
    foreach ($element in $section.GetCollection('oneToOneMappings')) {
        $entry = Read-Attributes $element $oneAttributes
        $entry['mark'] = Get-Mark $element
        [void] $values['oneToOneMappings'].Add($entry)
    }
    $values['manyToOneMappings'] = [Collections.ArrayList]::new()
    foreach ($element in $section.GetCollection('manyToOneMappings')) {
        $entry = Read-Attributes $element $manyAttributes
        $entry['mark'] = Get-Mark $element
        $entry['rules'] = [Collections.ArrayList]::new()
        foreach ($rule in $element.GetCollection('rules')) { [void] $entry['rules'].Add((Read-Attributes $rule $ruleAttributes)) }
        [void] $values['manyToOneMappings'].Add($entry)
    }
    return $values
}

# What IIS says of a scope that it cannot read is told in place of its sections.
function Read-Scope([string] $scope) {
    $sections = @{}
    try {
        $sections['iisClientCertificateMappingAuthentication'] = Read-Mappings (Get-OwnedSection 'iisClientCertificateMappingAuthentication' $scope)
        $sections['access'] = Read-Attributes (Get-OwnedSection 'access' $scope) 'sslFlags'
        foreach ($name in $switches) { $sections[$name] = Read-Attributes (Get-OwnedSection $name $scope) 'enabled' }
    }
    catch { return @{ scope = $scope; problem = $_.Exception.Message } }
    return @{ scope = $scope; sections = $sections }
}

function Get-Folder($site) {
    return [Environment]::ExpandEnvironmentVariables($site.Applications['/'].VirtualDirectories['/'].PhysicalPath)
}

function Read-Site($site) {
    $found = @{ id = [string] $site.Id; name = $site.Name; state = 'Unknown'; bindings = [Collections.ArrayList]::new() }
    try { $found['state'] = [string] $site.State } catch { $found['state'] = 'Unknown' }
    foreach ($binding in $site.Bindings) {
        $entry = @{ protocol = $binding.Protocol; bindingInformation = $binding.BindingInformation; sslFlags = 0 }
        try { $entry['sslFlags'] = [long] $binding.GetAttributeValue('sslFlags') } catch { $entry['sslFlags'] = 0 }
        [void] $found['bindings'].Add($entry)
    }
    try { $found['physicalPath'] = Get-Folder $site } catch { $found['physicalPath'] = $null }
    $found['uploadReadAheadSize'] = [long] $config.GetSection('system.webServer/serverRuntime', $site.Name).GetAttributeValue('uploadReadAheadSize')
    return $found
}

# The place is IIS's own, or the folder that configurationRedirection names.
function Get-Stores {
    $redirection = $manager.GetRedirectionConfiguration().GetSection('configurationRedirection')
    $shared = $null
    $folder = [IO.Path]::Combine([Environment]::SystemDirectory, 'inetsrv\config')
    if ($redirection.GetAttributeValue('enabled')) {
        $shared = [Environment]::ExpandEnvironmentVariables([string] $redirection.GetAttributeValue('path'))
        $folder = $shared
    }
    $file = [IO.Path]::Combine($folder, 'applicationHost.config')
    $hash = ''
    try { $hash = [Certmap.Json]::Hash($sha, [IO.File]::ReadAllBytes($file)) } catch { if (-not $shared) { throw } }
    $records = [Certmap.Http]::Records()
    $recordsHash = [Certmap.Json]::Hash($sha, $utf8.GetBytes([Certmap.Json]::Write($records)))
    return @{ configFile = $file; sharedConfiguration = $shared; fileHash = $hash; records = $records; recordsHash = $recordsHash }
}

# Passwords of a scope's entries, by 'o:<certificate>' and 'm:<name>'. A dictionary goes through, never a value.
function Read-Passwords([string] $scope) {
    $known = [Collections.Generic.Dictionary[string, string]]::new()
    $section = Get-OwnedSection 'iisClientCertificateMappingAuthentication' $scope
    foreach ($element in $section.GetCollection('oneToOneMappings')) {
        try { $known['o:' + $element.GetAttributeValue('certificate')] = [string] $element.GetAttributeValue('password') } catch { continue }
    }
    foreach ($element in $section.GetCollection('manyToOneMappings')) {
        $key = 'm:' + $element.GetAttributeValue('name')
        try { $known[$key] = [string] $element.GetAttributeValue('password') } catch { continue }
    }
    return , $known
}

function Invoke-Read {
    $script:tellMessage = $true
    $answer = Get-Stores
    $answer['sites'] = [Collections.ArrayList]::new()
    $answer['scopes'] = [Collections.ArrayList]::new()
    [void] $answer['scopes'].Add((Read-Scope ''))
    foreach ($site in $manager.Sites) {
        [void] $answer['sites'].Add((Read-Site $site))
        [void] $answer['scopes'].Add((Read-Scope $site.Name))
    }
    if ($request['vaultOf'] -is [string]) {
        $plain = $utf8.GetBytes([Certmap.Json]::Write((Read-Passwords $request['vaultOf'])))
        $answer['vault'] = [Convert]::ToBase64String([Security.Cryptography.ProtectedData]::Protect($plain, $entropy, 'LocalMachine'))
    }
    return $answer
}

# --- Writing ---

# $known: Read-Passwords. What an entry keeps has to be there; nothing is written otherwise.
function Set-Password($element, $entry, $known) {
    if ($entry.ContainsKey('password')) { $element.SetAttributeValue('password', $entry['password']) }
    elseif ($entry.ContainsKey('keep')) {
        if (-not $known.ContainsKey($entry['keep'])) { Stop-With 'password-not-kept' }
        $element.SetAttributeValue('password', $known[$entry['keep']])
    }
}

function Set-Attributes($element, $values, $names) {
    foreach ($name in $names) { if ($values.ContainsKey($name)) { $element.SetAttributeValue($name, $values[$name]) } }
}

function Set-Mappings($section, $wanted, $known) {
    Set-Attributes $section $wanted $mappingAttributes
    $list = $section.GetCollection('oneToOneMappings')
    $list.Clear()
    foreach ($entry in $wanted['oneToOneMappings']) {
        $element = $list.CreateElement('add')
        Set-Attributes $element $entry $oneAttributes
        Set-Password $element $entry $known
        [void] $list.Add($element)
    }
    $list = $section.GetCollection('manyToOneMappings')
    $list.Clear()
    foreach ($entry in $wanted['manyToOneMappings']) {
        $element = $list.CreateElement('add')
        Set-Attributes $element $entry $manyAttributes
        Set-Password $element $entry $known
        $rules = $element.GetCollection('rules')
        foreach ($rule in $entry['rules']) {
            $added = $rules.CreateElement('add')
            Set-Attributes $added $rule $ruleAttributes
            [void] $rules.Add($added)
        }
        [void] $list.Add($element)
    }
}

function Set-Record($record, [string] $which) {
    try { $done = [Certmap.Http]::Update($record['kind'], $record['key'], [long] $record[$which]['flags'], $record[$which]['ctlStore']) }
    catch [EntryPointNotFoundException] { Stop-With 'binding-update-unsupported' }
    if (-not $done) { Stop-With 'changed-since-plan' }
}

function Invoke-Write {
    $scope = [string] $request['scope']
    if ($scope -ne '' -and -not $manager.Sites[$scope]) { Stop-With 'site-unknown' }
    $known = Read-Passwords $scope
    if ($request['operation'] -eq 'restore') {
        try { $plain = [Security.Cryptography.ProtectedData]::Unprotect([Convert]::FromBase64String($request['vault']), $entropy, 'LocalMachine') }
        catch { Stop-With 'vault-unreadable' }
        $known = $serializer.DeserializeObject($utf8.GetString($plain))
    }
    $stores = Get-Stores
    if ([string] $stores['sharedConfiguration'] -ne [string] $request['sharedConfiguration']) { Stop-With 'shared-configuration' }
    # Without the file's digest nobody could tell what another node wrote meanwhile.
    if ($stores['fileHash'] -eq '') { Stop-With 'shared-configuration' }
    if ($stores['fileHash'] -ne $request['fileHash'] -or $stores['recordsHash'] -ne $request['recordsHash']) { Stop-With 'changed-since-plan' }
    foreach ($name in $request['revert']) { (Get-OwnedSection $name $scope).RevertToParent() }
    foreach ($name in $request['sections'].Keys) {
        $section = Get-OwnedSection $name $scope
        $wanted = $request['sections'][$name]
        if ($name -eq 'iisClientCertificateMappingAuthentication') { Set-Mappings $section $wanted $known }
        elseif ($name -eq 'access') { Set-Attributes $section $wanted 'sslFlags' }
        else { Set-Attributes $section $wanted 'enabled' }
    }
    $done = [Collections.ArrayList]::new()
    try {
        foreach ($record in $request['records']) {
            Set-Record $record 'after'
            [void] $done.Add($record)
        }
        if ($request['sections'].Count -gt 0 -or $request['revert'].Length -gt 0) { $manager.CommitChanges() }
    }
    catch {
        $cause = $_
        foreach ($record in $done) { try { Set-Record $record 'before' } catch { $script:code = 'half-written' } }
        throw $cause
    }
    $hash = ''
    try { $hash = [Certmap.Json]::Hash($sha, [IO.File]::ReadAllBytes($stores['configFile'])) } catch { $hash = '' }
    return @{ fileHash = $hash }
}

function Invoke-Logon {
    return @{ result = [Certmap.Logon]::Try($request['user'], $request['domain'], $request['password'], [int] $request['logonType']) }
}

function Invoke-Probe {
    $seen = [Certmap.Probe]::Ask($request['address'], $request['hostName'], $request['certificate'])
    if ($null -eq $seen) { Stop-With 'probe-impossible' }
    return $seen
}

# --- Facts: each is left out when it cannot be read ---

function Get-Value([string] $key, [string] $name) { return [Microsoft.Win32.Registry]::GetValue('HKEY_LOCAL_MACHINE\' + $key, $name, $null) }

function Get-AccountState([string] $userName) {
    try {
        $account = [Security.Principal.NTAccount]::new($userName).Translate([Security.Principal.SecurityIdentifier]).Translate([Security.Principal.NTAccount])
        $user = [DirectoryServices.DirectoryEntry]::new('WinNT://' + $account.Value.Replace('\', '/') + ',user')
        $flags = [int] $user.Properties['UserFlags'].Value
        if ($flags -band 2) { return 'disabled' }
        if ($flags -band 16) { return 'locked-out' }
        $expires = $user.Properties['AccountExpirationDate'].Value
        if ($expires -is [DateTime] -and $expires -lt [DateTime]::Now) { return 'expired' }
        if ([int] $user.Properties['PasswordExpired'].Value -eq 1) { return 'password-expired' }
        return 'enabled'
    }
    catch { return 'unknown' }
}

function Test-Read([string] $site, [string] $userName) {
    try {
        $folder = Get-Folder $manager.Sites[$site]
        $sid = [Security.Principal.NTAccount]::new($userName).Translate([Security.Principal.SecurityIdentifier])
        $sidBytes = [byte[]]::new($sid.BinaryLength)
        $sid.GetBinaryForm($sidBytes, 0)
        $security = [IO.DirectoryInfo]::new($folder).GetAccessControl()
        $list = [Security.AccessControl.RawSecurityDescriptor]::new($security.GetSecurityDescriptorBinaryForm(), 0).DiscretionaryAcl
        $acl = [byte[]]::new($list.BinaryLength)
        $list.GetBinaryForm($acl, 0)
        if ([Certmap.Rights]::Of($acl, $sidBytes) -band 1) { return 'yes' }
        return 'no'
    }
    catch { return 'unknown' }
}

# The certificates of a store of LocalMachine, by thumbprint; null when it cannot be opened.
function Get-CertificateStore([string] $name) {
    $found = @{}
    try {
        $store = [Security.Cryptography.X509Certificates.X509Store]::new($name, 'LocalMachine')
        $store.Open('ReadOnly, OpenExistingOnly')
        foreach ($certificate in $store.Certificates) { $found[$certificate.Thumbprint] = $certificate }
        $store.Close()
    }
    catch { return $null }
    return $found
}

# Of the certificates that http.sys records name. Null: it could not be read.
function Get-ServerCertificates {
    $answers = [Collections.ArrayList]::new()
    $opened = @{}
    foreach ($ask in $request['serverCertificates']) {
        $answer = @{ store = $ask['store']; thumbprint = $ask['thumbprint']; found = $null; certificate = $null; hasPrivateKey = $null }
        [void] $answers.Add($answer)
        if (-not $opened.ContainsKey($ask['store'])) { $opened[$ask['store']] = Get-CertificateStore $ask['store'] }
        $store = $opened[$ask['store']]
        if ($null -eq $store) { continue }
        $answer['found'] = $store.ContainsKey($ask['thumbprint'])
        if (-not $answer['found']) { continue }
        try {
            $answer['certificate'] = [Convert]::ToBase64String($store[$ask['thumbprint']].RawData)
            $answer['hasPrivateKey'] = $store[$ask['thumbprint']].HasPrivateKey
        }
        catch { continue }
    }
    return , $answers
}

function Get-Chains {
    $chains = [Collections.ArrayList]::new()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    foreach ($text in $request['certificates']) {
        if ($clock.Elapsed.TotalSeconds -gt 60) { break }
        try {
            $bytes = [Convert]::FromBase64String($text)
            $chain = [Security.Cryptography.X509Certificates.X509Chain]::new($true)
            $chain.ChainPolicy.RevocationMode = 'Online'
            $chain.ChainPolicy.RevocationFlag = 'ExcludeRoot'
            $chain.ChainPolicy.UrlRetrievalTimeout = [TimeSpan]::FromSeconds(5)
            [void] $chain.ChainPolicy.ApplicationPolicy.Add([Security.Cryptography.Oid]::new('1.3.6.1.5.5.7.3.2'))
            [void] $chain.Build([Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes))
            $problems = [Collections.ArrayList]::new()
            foreach ($status in $chain.ChainStatus) { [void] $problems.Add([string] $status.Status) }
            [void] $chains.Add(@{ sha256 = [Certmap.Json]::Hash($sha, $bytes); problems = $problems })
        }
        catch { $problems = $null }
    }
    return , $chains
}

function Get-Roots {
    $found = [Collections.ArrayList]::new()
    $store = [Security.Cryptography.X509Certificates.X509Store]::new('Root', 'LocalMachine')
    $store.Open('ReadOnly')
    foreach ($certificate in $store.Certificates) {
        if ($certificate.Subject -ne $certificate.Issuer) { [void] $found.Add(@{ subject = $certificate.Subject; thumbprint = $certificate.Thumbprint.ToLowerInvariant() }) }
    }
    $store.Close()
    return , $found
}

function Get-NtAuth {
    $found = [Collections.ArrayList]::new()
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE\Microsoft\EnterpriseCertificates\NTAuth\Certificates')
    if ($key) { foreach ($name in $key.GetSubKeyNames()) { [void] $found.Add($name.ToLowerInvariant()) } }
    return , $found
}

function Get-Features {
    $found = @{}
    $query = "SELECT Name, InstallState FROM Win32_OptionalFeature WHERE Name LIKE 'IIS-%Authentication'"
    foreach ($feature in [Management.ManagementObjectSearcher]::new($query).Get()) { $found[[string] $feature['Name']] = ([int] $feature['InstallState'] -eq 1) }
    return $found
}

function Get-Modules {
    $global = [Collections.Generic.HashSet[string]]::new()
    foreach ($module in $config.GetSection('system.webServer/globalModules').GetCollection()) { [void] $global.Add([string] $module.GetAttributeValue('name')) }
    $found = [Collections.ArrayList]::new()
    foreach ($module in $config.GetSection('system.webServer/modules').GetCollection()) {
        $name = [string] $module.GetAttributeValue('name')
        if ($global.Contains($name)) { [void] $found.Add($name) }
    }
    return , $found
}

function Get-Starts {
    foreach ($service in [Management.ManagementObjectSearcher]::new("SELECT ProcessId FROM Win32_Service WHERE Name='W3SVC'").Get()) {
        $id = [int] $service['ProcessId']
        if ($id -gt 0) { return [Diagnostics.Process]::GetProcessById($id).StartTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ') }
    }
    return $null
}

function Invoke-Facts {
    $facts = @{}
    $nt = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $schannel = 'SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL'
    $readers = @{
        domain = { [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().DomainName }
        iisVersion = { '{0}.{1}' -f (Get-Value 'SOFTWARE\Microsoft\InetStp' 'MajorVersion'), (Get-Value 'SOFTWARE\Microsoft\InetStp' 'MinorVersion') }
        windowsVersion = { [string] (Get-Value $nt 'ProductName') }
        windowsBuild = { '{0}.{1}' -f (Get-Value $nt 'CurrentBuildNumber'), (Get-Value $nt 'UBR') }
        features = { Get-Features }
        modules = { , (Get-Modules) }
        schannel = { @{ sendTrustedIssuerList = (Get-Value $schannel 'SendTrustedIssuerList'); clientAuthTrustMode = (Get-Value $schannel 'ClientAuthTrustMode') } }
        rootsNotSelfSigned = { , (Get-Roots) }
        ntAuth = { , (Get-NtAuth) }
        webServerStartedAt = { Get-Starts }
        executionPolicy = { [string] (Get-Value 'SOFTWARE\Policies\Microsoft\Windows\PowerShell' 'ExecutionPolicy') }
        chains = { , (Get-Chains) }
    }
    foreach ($name in $readers.Keys) { try { $facts[$name] = & $readers[$name] } catch { continue } }
    $facts['accounts'] = [Collections.ArrayList]::new()
    foreach ($userName in $request['accounts']) { [void] $facts['accounts'].Add(@{ userName = $userName; state = (Get-AccountState $userName) }) }
    $facts['readRights'] = [Collections.ArrayList]::new()
    foreach ($ask in $request['readRights']) {
        [void] $facts['readRights'].Add(@{ site = $ask['site']; userName = $ask['userName']; canRead = (Test-Read $ask['site'] $ask['userName']) })
    }
    $facts['serverCertificates'] = Get-ServerCertificates
    return $facts
}

# --- One document in, one out ---

$mutex = $null
try {
    if ([IntPtr]::Size -ne 8) { Stop-With 'not-64-bit' }
    $serializer = [Web.Script.Serialization.JavaScriptSerializer]::new()
    $serializer.MaxJsonLength = [int]::MaxValue
    $request = $serializer.DeserializeObject([IO.StreamReader]::new([Console]::OpenStandardInput(), [Text.Encoding]::ASCII).ReadToEnd())
    $mutex = [Threading.Mutex]::new($false, 'Global\CertmapAgentIis')
    try { if (-not $mutex.WaitOne(90000)) { $mutex = $null; Stop-With 'script-busy' } } catch [Threading.AbandonedMutexException] { $abandoned = $true }
    if ($request['operation'] -ne 'logon' -and $request['operation'] -ne 'probe') {
        $assembly = [IO.Path]::Combine([Environment]::SystemDirectory, 'inetsrv\Microsoft.Web.Administration.dll')
        if (-not [IO.File]::Exists($assembly)) { Stop-With 'iis-not-installed' }
        [void] [Reflection.Assembly]::LoadFrom($assembly)
        $hmac = [Security.Cryptography.HMACSHA256]::new([Convert]::FromBase64String($request['markKey']))
        $entropy = [Convert]::FromBase64String($request['vaultKey'])
        $manager = [Microsoft.Web.Administration.ServerManager]::new()
        $config = $manager.GetApplicationHostConfiguration()
    }
    switch ($request['operation']) {
        'read' { $value = Invoke-Read }
        'facts' { $value = Invoke-Facts }
        'commit' { $value = Invoke-Write }
        'restore' { $value = Invoke-Write }
        'logon' { $value = Invoke-Logon }
        'probe' { $value = Invoke-Probe }
        default { Stop-With 'operation-unknown' }
    }
    $answer = @{ ok = $true; value = $value }
}
catch {
    $cause = $_.Exception
    while ($cause.InnerException) { $cause = $cause.InnerException }
    # The text of an error may hold what was to be written, so only reading tells it.
    $detail = '{0} 0x{1:x8}' -f $cause.GetType().FullName, $cause.HResult
    if ($tellMessage) { $detail = $detail + ' ' + $cause.Message }
    $answer = @{ ok = $false; code = $code; detail = $detail }
}
finally { if ($mutex) { $mutex.Dispose() } }
$bytes = [Text.Encoding]::ASCII.GetBytes([Certmap.Json]::Write($answer) + "`n")
$output = [Console]::OpenStandardOutput()
$output.Write($bytes, 0, $bytes.Length)
$output.Flush()
