@echo off
rem Save as a .cmd file and run it as an administrator on the server. The setting counts for every site on this ip:port.
set "IPPORT=0.0.0.0:443"

rem netsh replaces the whole record. Copy what the first command shows, so that nothing else changes:
rem   netsh http show sslcert ipport=0.0.0.0:443
set "CERTHASH="
set "APPID="
set "CERTSTORENAME=MY"
set "VERIFYCLIENTCERTREVOCATION=enable"
set "VERIFYREVOCATIONWITHCACHEDCLIENTCERTONLY=disable"
set "USAGECHECK=enable"
set "REVOCATIONFRESHNESSTIME=0"
set "URLRETRIEVALTIMEOUT=0"
set "DSMAPPERUSAGE=disable"
rem Further settings that the record shows as set, such as: disablehttp2=enable disabletls13=enable reject=enable
set "FURTHER="

netsh http show sslcert ipport=%IPPORT% || exit /b 1
if "%CERTHASH%"=="" echo Fill in CERTHASH and APPID from the record above, and compare the other settings.& exit /b 1
if "%APPID%"=="" echo Fill in APPID from the record above.& exit /b 1

netsh http update sslcert ipport=%IPPORT% certhash=%CERTHASH% appid=%APPID% certstorename=%CERTSTORENAME% verifyclientcertrevocation=%VERIFYCLIENTCERTREVOCATION% verifyrevocationwithcachedclientcertonly=%VERIFYREVOCATIONWITHCACHEDCLIENTCERTONLY% usagecheck=%USAGECHECK% revocationfreshnesstime=%REVOCATIONFRESHNESSTIME% urlretrievaltimeout=%URLRETRIEVALTIMEOUT% dsmapperusage=%DSMAPPERUSAGE% clientcertnegotiation=enable %FURTHER% || exit /b 1
netsh http show sslcert ipport=%IPPORT%
